"""Totals of the UCI Online Retail files, counted from the raw CSV and by nothing of Rapport: python3 online_retail.py FOLDER.

An invoice is what follows each other with the same number and customer in a file; at most 100 rows are sent as one event.
Amounts are rounded to minor units for each event, half away from zero.
"""

import csv
import glob
import json
import os
import sys
from decimal import ROUND_HALF_UP, Decimal


def events(folder):
    """(is a cancellation, invoice, customer, exact revenue, rows) of every event, in order."""
    for path in sorted(glob.glob(os.path.join(folder, "*.csv"))):
        open_event = None
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                key = (row["InvoiceNo"], row["CustomerID"])
                if open_event is None or open_event[0] != key or open_event[2] == 100:
                    if open_event is not None:
                        yield open_event
                    open_event = [key, Decimal(0), 0]
                open_event[1] += Decimal(row["Quantity"]) * Decimal(row["UnitPrice"])
                open_event[2] += 1
        if open_event is not None:
            yield open_event


def main(folder):
    totals = {"sent": 0, "rows": 0, "accepted": 0, "withoutCustomer": 0, "rowsWithoutCustomer": 0, "refundEvents": 0}
    orders, cancellations, customers = set(), set(), set()
    revenue = refunded = 0
    for (invoice, customer), amount, rows in events(folder):
        totals["sent"] += 1
        totals["rows"] += rows
        if not customer:
            totals["withoutCustomer"] += 1
            totals["rowsWithoutCustomer"] += rows
            continue
        totals["accepted"] += 1
        customers.add(customer)
        minor = int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))
        if invoice.startswith("C"):
            cancellations.add(invoice)
            totals["refundEvents"] += 1
            refunded += minor
        else:
            orders.add(invoice)
            revenue += minor
    print(json.dumps({**totals, "orders": len(orders), "cancellations": len(cancellations), "customers": len(customers),
                      "revenueMinor": {"GBP": revenue}, "refundedMinor": {"GBP": refunded}}))


main(sys.argv[1])
