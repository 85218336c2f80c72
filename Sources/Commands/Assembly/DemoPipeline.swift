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
          to: output/demo
          format: ndjson
          compression: { gzip: { level: 6 } }

        quality:
          on_invalid: quarantine
          max_quarantined: 1%

        # What the pipeline makes of rows as the API sends them: `wolkvox-etl test pipelines/demo.yaml`.
        tests:
          - name: costs are exact, a dash is nothing, and the time has its offset
            report: cdr_1
            rows:
              - { date: "2026-10-01 08:15:42", cost: "0.0345", time_seg: "75", customer_id: "-", conn_id: "0012.1.1" }
            expect:
              - { date: "2026-10-01T08:15:42-05:00", cost: 0.0345, time_seg: 75, customer_id: null, conn_id: "0012.1.1" }

          - name: a cost that can be read in two ways is not guessed
            report: cdr_1
            rows:
              - { date: "2026-10-01 08:15:42", cost: "1,234" }
              - { date: "2026-10-01 08:15:41", cost: "1,234.50" }
            expect:
              - { cost: 1234.50 }
            quarantined:
              - { reason: ambiguous_decimal, field: cost, value: "1,234" }

          - name: a channel is kept and taken apart
            report: cdr_3
            rows:
              - { date: "2026-10-01 08:15:42", channel: "WhatsApp - official direct - 88412" }
              - { date: "2026-10-01 08:15:41", channel: SMS }
            expect:
              - { channel: "WhatsApp - official direct - 88412", channel_kind: whatsapp, connector_id: "88412" }
              - { channel: SMS, channel_kind: sms, connector_type: null, connector_id: null }

          - name: totals say which day they are of
            report: cdr_6
            day: 2026-10-01
            rows:
              - { result: BUSY, count: "12" }
            expect:
              - { result: BUSY, count: 12, window_start: "2026-10-01T00:00:00-05:00", window_end: "2026-10-01T23:59:59-05:00" }

          - name: a field that nobody knows is kept aside
            report: diagram_9
            rows:
              - { date: "2026-10-01 08:15:42", queue: north }
            expect:
              - { date: "2026-10-01T08:15:42-05:00", _extra: { queue: north } }

          - name: telephones are masked, in quarantine too
            report: campaign_7
            rows:
              - { date: "2026-10-01 08:15:42", telephone: "573001234567", result: ANSWER }
              - { date: tomorrow, telephone: "573001234567" }
            expect:
              - { telephone: "********4567", result: ANSWER }
            quarantined:
              - { reason: invalid_timestamp, field: date, value: tomorrow }

        """#
}
