/**
 * A Python module `s3` for a function's zip: `call(method, path, query, body)` signs by Python's own library
 * with what every function has in its environment, and answers the status.
 */
export const PYTHON_S3 = `
import datetime, hashlib, hmac, os, urllib.error, urllib.parse, urllib.request

def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()

def call(method, path, query="", body=b""):
    url = os.environ["AWS_ENDPOINT_URL"] + path + ("?" + query if query else "")
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    region = os.environ["AWS_REGION"]
    digest = hashlib.sha256(body).hexdigest()
    headers = {"host": urllib.parse.urlsplit(url).netloc, "x-amz-content-sha256": digest, "x-amz-date": now,
               "x-amz-security-token": os.environ["AWS_SESSION_TOKEN"]}
    names = ";".join(sorted(headers))
    lines = "".join("%s:%s\\n" % (name, headers[name]) for name in sorted(headers))
    canonical = "\\n".join([method, path, query, lines, names, digest])
    scope = "%s/%s/s3/aws4_request" % (now[:8], region)
    text = "\\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + os.environ["AWS_SECRET_ACCESS_KEY"]).encode()
    for part in [now[:8], region, "s3", "aws4_request"]:
        key = mac(key, part)
    signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s" % (
        os.environ["AWS_ACCESS_KEY_ID"], scope, names, signature)
    try:
        return urllib.request.urlopen(urllib.request.Request(url, body or None, headers, method=method)).status
    except urllib.error.HTTPError as error:
        return error.code
`;
