"""Speaks to the wire's test server as the AWS CLI does: with botocore.

Reads a JSON line for each call from standard input ({service, operation, input}) and answers with a line
({output} or {error}). Times and bytes stand as {"$time": seconds} and {"$bytes": base64}.
"""

import base64
import datetime
import json
import sys

import awscli  # makes its own copy of botocore importable
import botocore.session as session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError


def revive(value):
    if isinstance(value, list):
        return [revive(item) for item in value]
    if isinstance(value, dict):
        if "$time" in value:
            return datetime.datetime.fromtimestamp(value["$time"], datetime.timezone.utc)
        if "$bytes" in value:
            return base64.b64decode(value["$bytes"])
        return {key: revive(item) for key, item in value.items()}
    return value


def plain(value):
    if isinstance(value, datetime.datetime):
        return {"$time": value.timestamp()}
    if isinstance(value, (bytes, bytearray)):
        return {"$bytes": base64.b64encode(value).decode()}
    if hasattr(value, "read"):
        return plain(value.read())
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "ResponseMetadata"}
    return value


def main():
    clients = {}
    for line in sys.stdin:
        call = json.loads(line)
        name = call["service"]
        if name not in clients:
            clients[name] = session.get_session().create_client(
                name,
                region_name="us-east-1",
                endpoint_url=call["endpoint"],
                aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
                aws_secret_access_key="secret",
                config=Config(
                    retries={"max_attempts": 0},
                    s3={"addressing_style": "path"},
                    request_checksum_calculation="when_required",
                    response_checksum_validation="when_required",
                    parameter_validation=False,
                ),
            )
        try:
            answer = {"output": plain(clients[name]._make_api_call(call["operation"], revive(call["input"])))}
        except ClientError as error:
            answer = {"error": error.response["Error"], "status": error.response["ResponseMetadata"]["HTTPStatusCode"]}
        except (BotoCoreError, ValueError, TypeError, KeyError) as error:
            answer = {"failure": repr(error)}
        print(json.dumps(answer), flush=True)


main()
