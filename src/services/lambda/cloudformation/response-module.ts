/** A file of a function whose code stands in a template. */
export interface InlineFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The module that AWS lays beside code in a template, by which a custom resource's function answers.
 *
 * @returns `undefined` where the code does not name it (guess: AWS documents only that it is there)
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html
 */
export function responseModule(runtime: string, code: string): InlineFile | undefined {
  if (runtime.startsWith('nodejs') && code.includes('cfn-response')) return NODE;
  if (runtime.startsWith('python') && code.includes('cfnresponse')) return PYTHON;
  return undefined;
}

const NODE: InlineFile = {
  name: 'node_modules/cfn-response.js',
  text: String.raw`'use strict';
exports.SUCCESS = 'SUCCESS';
exports.FAILED = 'FAILED';

exports.send = (event, context, status, data, physicalId, noEcho) => {
  const body = Buffer.from(JSON.stringify({
    Status: status,
    Reason: 'See the details in CloudWatch Log Stream: ' + context.logStreamName,
    PhysicalResourceId: physicalId || context.logStreamName,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    NoEcho: noEcho || false,
    Data: data,
  }));
  const url = new URL(event.ResponseURL);
  const { request } = require(url.protocol === 'http:' ? 'http' : 'https');
  const headers = { 'content-type': '', 'content-length': body.length };
  return new Promise((resolve) => {
    const done = () => {
      resolve();
      if (typeof context.done === 'function') context.done();
    };
    const sending = request(url, { method: 'PUT', headers }, (response) => {
      console.log('Status code: ' + response.statusCode);
      response.resume();
      response.on('end', done);
    });
    sending.on('error', (error) => {
      console.log('send(..) failed: ' + error.message);
      done();
    });
    sending.end(body);
  });
};
`,
};

const PYTHON: InlineFile = {
  name: 'cfnresponse.py',
  text: String.raw`import json
import urllib.request

SUCCESS = "SUCCESS"
FAILED = "FAILED"


def send(event, context, responseStatus, responseData, physicalResourceId=None, noEcho=False, reason=None):
    answer = {
        "Status": responseStatus,
        "Reason": reason or "See the details in CloudWatch Log Stream: " + context.log_stream_name,
        "PhysicalResourceId": physicalResourceId or context.log_stream_name,
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "NoEcho": noEcho,
        "Data": responseData,
    }
    request = urllib.request.Request(
        event["ResponseURL"],
        data=json.dumps(answer).encode(),
        headers={"content-type": ""},
        method="PUT",
    )
    try:
        with urllib.request.urlopen(request) as response:
            print("Status code:", response.status)
    except Exception as error:
        print("send(..) failed executing http.request(..):", error)
`,
};
