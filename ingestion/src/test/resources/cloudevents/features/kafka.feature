Feature: CloudEvents on Kafka

    Background:
        Given Kafka Protocol Binding is supported

    Scenario: Attributes in headers
        Given a Kafka message with payload:
            """
            {"total": 19.90, "items": ["p1"]}
            """
        And Kafka headers:
            | ce_specversion | 1.0                         |
            | ce_id          | order-17                    |
            | ce_source      | https://shop.example/orders |
            | ce_type        | com.example.order.placed    |
            | ce_time        | 2026-05-04T09:58:12.5+02:00 |
            | content-type   | application/json            |
        When parsed as Kafka message
        Then the attributes are:
            | key             | value                       |
            | id              | order-17                    |
            | specversion     | 1.0                         |
            | type            | com.example.order.placed    |
            | source          | https://shop.example/orders |
            | time            | 2026-05-04T09:58:12.5+02:00 |
            | datacontenttype | application/json |
        And the data is equal to the following JSON:
            """
            {"total": 19.90, "items": ["p1"]}
            """

    Scenario Outline: Attributes in the value (<contentType>)
        Given a Kafka message with payload:
            """
            {"specversion": "1.0", "id": "order-17", "source": "https://shop.example/orders", "type": "com.example.order.placed",
         "time": "2026-05-04T09:58:12.5+02:00", "datacontenttype": "application/json", "data": {"total": 19.90, "items": ["p1"]}}
            """
        And Kafka headers:
            | content-type | <contentType> |
        When parsed as Kafka message
        Then the attributes are:
            | key             | value                       |
            | id              | order-17                    |
            | specversion     | 1.0                         |
            | type            | com.example.order.placed    |
            | source          | https://shop.example/orders |
            | time            | 2026-05-04T09:58:12.5+02:00 |
            | datacontenttype | application/json |
        And the data is equal to the following JSON:
            """
            {"total": 19.90, "items": ["p1"]}
            """

        Examples:
            | contentType                                 |
            | application/cloudevents+json                |
            | application/cloudevents+json; charset=utf-8 |
