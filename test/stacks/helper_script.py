"""
Asks CloudFormation as AWS's helper scripts do, which are not to be had from a registry for Python 3: by the instance's
identity document, over GET, with the headers in the order in which they come from cfn-signal.

    helper_script.py PARAMETER=VALUE…      prints status and body; exits with 1 where CloudFormation refuses
"""
import base64
import os
import sys
import urllib.request
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

METADATA = os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"]


def metadata(path, method="GET", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(METADATA + path, method=method, headers=named)
    return urllib.request.urlopen(request).read().decode().rstrip()


token = metadata("/latest/api/token", "PUT", X_aws_ec2_metadata_token_ttl_seconds="21600")
document, signature, instance = (
    metadata(path, X_aws_ec2_metadata_token=token)
    for path in (
        "/latest/dynamic/instance-identity/document",
        "/latest/dynamic/instance-identity/signature",
        "/latest/meta-data/instance-id",
    )
)
parameters = dict(argument.split("=", 1) for argument in sys.argv[1:])
if parameters["Action"] == "SignalResource":
    parameters.setdefault("UniqueId", instance)
parameters.update(ContentType="JSON", Version="2010-05-15")

endpoint = urlsplit(os.environ["AWS_ENDPOINT_URL"])
connection = HTTPConnection(endpoint.netloc)
connection.putrequest("GET", "/?" + urlencode(parameters), skip_accept_encoding=True)
for name, value in (
    ("Connection", "keep-alive"),
    ("Accept-Encoding", "gzip, deflate"),
    ("Accept", "application/json"),
    ("User-Agent", "CloudFormation Tools"),
    ("Authorization", "CFN_V1 %s:%s" % (base64.b64encode(document.encode()).decode(), signature.replace("\n", ""))),
):
    connection.putheader(name, value)
connection.endheaders()
answer = connection.getresponse()
print(answer.status, answer.read().decode())
sys.exit(0 if answer.status == 200 else 1)
