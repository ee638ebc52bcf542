Feature: CloudEvents over HTTP

    Background:
        Given HTTP Protocol Binding is supported

    Scenario Outline: Attributes in headers (<contentType>)
        Given an HTTP request
            """
            POST /cloudevents HTTP/1.1
            Host: shop.example
            CE-specversion: 1.0
            ce-ID: order-17
            ce-source: https://shop.example/orders
            ce-type: com.example.order.placed
            ce-time: 2026-05-04T09:58:12.5+02:00
            Content-Type: <contentType>

            {"total": 19.90, "items": ["p1"]}
            """
        When parsed as HTTP request
        Then the attributes are:
            | key             | value                       |
            | id              | order-17                    |
            | specversion     | 1.0                         |
            | type            | com.example.order.placed    |
            | source          | https://shop.example/orders |
            | time            | 2026-05-04T09:58:12.5+02:00 |
            | datacontenttype | <contentType> |
        And the data is equal to the following JSON:
            """
            {"total": 19.90, "items": ["p1"]}
            """

        Examples:
            | contentType                         |
            | application/json                    |
            | application/json; charset=utf-8     |
            | application/vnd.example.order+json  |

    Scenario Outline: Attributes in the body (<contentType>)
        Given an HTTP request
            """
            POST /cloudevents HTTP/1.1
            Content-Type: <contentType>

            {"specversion": "1.0", "id": "order-17", "source": "https://shop.example/orders", "type": "com.example.order.placed",
         "time": "2026-05-04T09:58:12.5+02:00", "datacontenttype": "application/json", "data": {"total": 19.90, "items": ["p1"]}}
            """
        When parsed as HTTP request
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
            | contentType                                   |
            | application/cloudevents+json                  |
            | Application/CloudEvents+JSON; charset="UTF-8" |
