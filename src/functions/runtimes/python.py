"""What runs a Python handler: it asks the Runtime API for calls, one after the other, and answers them.

It speaks and logs as AWS's own runtime does, and shares nothing with the server but that API.
"""

import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

env = os.environ
connection = http.client.HTTPConnection(env["AWS_LAMBDA_RUNTIME_API"])


def ask(method, place, body=None, headers=None):
    connection.request(method, "/2018-06-01/runtime/" + place, body, headers or {})
    answer = connection.getresponse()
    return answer.headers, answer.read()


class Problem(Exception):
    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


def told(error, request_id):
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if not frame.filename.startswith((__file__, "<frozen importlib"))]
    return {
        "errorMessage": str(error),
        "errorType": getattr(error, "kind", type(error).__name__),
        "requestId": request_id,
        "stackTrace": [] if isinstance(error, Problem) else traceback.format_list(own),
    }


def report(place, error, request_id=""):
    shown = told(error, request_id)
    trace = "".join(shown["stackTrace"])
    if trace:
        trace = "Traceback (most recent call last):\n" + trace
    sys.stdout.write("[ERROR] {}: {}\n{}\n".format(shown["errorType"], shown["errorMessage"], trace).replace("\n", "\r").rstrip("\r") + "\n")
    sys.stdout.flush()
    kind = {"Lambda-Runtime-Function-Error-Type": "Unhandled", "Content-Type": "application/json"}
    ask("POST", place, json.dumps(shown), kind)


def load_handler():
    whole = env.get("_HANDLER", "")
    module_name, dot, name = whole.rpartition(".")
    if not dot or not module_name or not name:
        raise Problem(
            "Runtime.MalformedHandlerName",
            "Bad handler '{}': not enough values to unpack (expected 2, got 1)".format(whole),
        )
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Problem("Runtime.ImportModuleError", "Unable to import module '{}': {}".format(module_name, error))
    except SyntaxError as error:
        raise Problem("Runtime.UserCodeSyntaxError", "Syntax error in module '{}': {}".format(module_name, error))
    try:
        return getattr(module, name)
    except AttributeError:
        raise Problem("Runtime.HandlerNotFound", "Handler '{}' missing on module '{}'".format(name, module_name))


class Context:
    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = env["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = env["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = env["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = env["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = None
        client = headers["Lambda-Runtime-Client-Context"]
        self.client_context = None if client is None else json.loads(client)
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, int(self._deadline - time.time() * 1000))


class WithRequestId(logging.Filter):
    request_id = ""

    def filter(self, record):
        record.aws_request_id = WithRequestId.request_id
        return True


def prepare_logging():
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"
        )
    )
    logging.Formatter.converter = time.gmtime
    handler.addFilter(WithRequestId())
    logging.getLogger().addHandler(handler)


def main():
    prepare_logging()
    # In place of this file's own folder, which PYTHONPATH names further back.
    sys.path[0] = env["LAMBDA_TASK_ROOT"]
    try:
        handler = load_handler()
    except Exception as error:
        report("init/error", error)
        sys.exit(1)
    while True:
        headers, body = ask("GET", "invocation/next")
        request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        WithRequestId.request_id = request_id
        env["_X_AMZN_TRACE_ID"] = headers["Lambda-Runtime-Trace-Id"] or ""
        try:
            result = handler(json.loads(body), Context(headers))
            try:
                answer = json.dumps(result)
            except (TypeError, ValueError) as error:
                raise Problem("Runtime.MarshalError", "Unable to marshal response: {}".format(error))
            sys.stdout.flush()
            ask("POST", "invocation/{}/response".format(request_id), answer, {"Content-Type": "application/json"})
        except Exception as error:
            report("invocation/{}/error".format(request_id), error, request_id)


main()
