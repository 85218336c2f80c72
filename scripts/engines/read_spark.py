"""Spark, by the views that `schema --dialect spark` prints."""

import os

os.environ["TZ"] = "UTC"

import pyspark
from pyspark.sql import SparkSession

import reader


class Spark(reader.SQLReader):
    name = f"Spark {pyspark.__version__}"
    identifier_quote = "`"
    has_bare_json = True
    finds_columns_by_name = ["ndjson"]
    refuses_nothing = False

    def start(self, order):
        settings = {
            "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.sql.session.timeZone": "UTC",
            "spark.sql.adaptive.enabled": "false", "spark.driver.memory": "2g", "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1", "spark.log.level": "ERROR",
            # As docs/engines.md says for names with ${…}.
            "spark.sql.variable.substitute": "false",
            # What is compiled for a query of some rows is not worth it.
            "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        }
        builder = SparkSession.builder.master("local[2]").appName("check-engines")
        for key, value in settings.items():
            builder = builder.config(key, value)
        self.spark = builder.getOrCreate()

    def query(self, sql):
        return self.spark.sql(sql).collect()

    def literal(self, text):
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def contains(self, column, text):
        return f"contains({column}, {self.literal(text)})"

    def distinct(self, column):
        return f"size(collect_set(CASE WHEN startswith({column}, '0') THEN {column} END))"

    def epoch(self, column):
        return f"unix_timestamp({column})"

    def as_text(self, number):
        return f"CAST({number} AS STRING)"

    def json(self, cell):
        try:
            return super().json(cell)
        except ValueError:
            return cell


if __name__ == "__main__":
    reader.main(Spark())
