/// The pipeline that `demo` runs where the current folder has none of its own; the same text as `pipelines/demo.yaml`.
enum DemoPipeline {
    static let path = "pipelines/demo.yaml"

    static let text = #"""
        # yaml-language-server: $schema=pipeline.schema.json
        # Five reports of the last three days, from the simulator that `wolkvox-etl demo` starts.
        version: 1
        name: demo

        sources:
          - name: demo
            endpoint: ${WOLKVOX_ENDPOINT}    # the demo sets it; `wolkvox-etl simulate` prints one
            token: ${WOLKVOX_TOKEN}
            time_zone: America/Bogota

        window:
          from: -3d
          to: yesterday

        reports:
          - cdr_1
          - cdr_3
          - cdr_6
          - diagram_9
          - report: campaign_7
            with: { campaign_id: all }
            transform:
              - mask: { fields: [telephone], keep_last: 4 }

        load:
          to: output
          format: ndjson
          compression: { gzip: { level: 6 } }

        quality:
          on_invalid: quarantine
          max_quarantined: 1%

        """#
}
