"""Signs requests with botocore, which is told of them in JSON on stdin, and prints the headers Authorization."""

import json
import sys
from datetime import datetime, timezone

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

answers = []
for question in json.load(sys.stdin):
    credentials = Credentials(question["key"], question["secret"], question["token"] or None)
    signer = botocore.auth.S3SigV4Auth(credentials, "s3", question["region"])
    request = AWSRequest(method=question["method"], url=question["url"])
    for name, value in question["headers"]:
        request.headers[name] = value
    request.context["timestamp"] = question["date"]
    request.headers["X-Amz-Date"] = question["date"]
    request.headers["X-Amz-Content-SHA256"] = question["hash"]
    if question["token"]:
        request.headers["X-Amz-Security-Token"] = question["token"]
    canonical = signer.canonical_request(request)
    signature = signer.signature(signer.string_to_sign(request, canonical), request)
    signed = signer.signed_headers(signer.headers_to_sign(request))
    scope = signer.scope(request)
    answers.append(f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders={signed}, Signature={signature}")
json.dump(answers, sys.stdout)
