"""The DAGs of check-airflow beside the one that the environment names: an Airflow file of the kind that operators write."""

import os

from wolkvox_etl_dag import pipeline_dag, report_asset

PIPELINES = os.environ["CHECK_PIPELINES"]

# By its time, by hand, by an asset, and filled back.
one = pipeline_dag(f"{PIPELINES}/one.yaml", after=[report_asset("wolkvox_fifty", "cdr_6")], lookback=0)
quota = pipeline_dag(f"{PIPELINES}/quota.yaml", cron=None, retries=1)
codes = pipeline_dag(f"{PIPELINES}/codes.yaml", cron=None, retries=1)
none = pipeline_dag(f"{PIPELINES}/none.yaml", cron=None)
many = pipeline_dag(f"{PIPELINES}/many.yaml", cron=None)
slow = pipeline_dag(f"{PIPELINES}/slow.yaml", cron=None, retries=0)
