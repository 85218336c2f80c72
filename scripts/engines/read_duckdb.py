"""DuckDB, by the views that `schema --dialect duckdb` prints."""

import duckdb

import documented
import model
import reader


class DuckDB(reader.SQLReader):
    name = f"DuckDB {duckdb.__version__}"

    def start(self, order):
        self.connection = duckdb.connect()

    def query(self, sql):
        return self.connection.execute(sql).fetchall()

    def own_limits(self, format, known, order):
        """More digits than a binary float has are in the lines of NDJSON, and the page's query finds them."""
        if format == "csv":
            return []
        query = documented.statement("DuckDB").replace("output/lake/report=cdr_1", f"{order['formats'][format]}/report=hostile_1")
        found = sum(cost for _, cost in self.query(query.replace('"cost"', '"price \\$"')))
        exact = known[format]["hostile_1"][3]["sums"]["price $"]
        return [] if model.plain(found) == exact else [f"DuckDB ndjson: the query of the page finds {found} instead of {exact}"]

    def epoch(self, column):
        return f"epoch({column})"


if __name__ == "__main__":
    reader.main(DuckDB())
