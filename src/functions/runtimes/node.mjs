// What runs a Node.js handler: it asks the Runtime API for calls, one after the other, and answers them.
// It speaks and logs as AWS's own runtime does, and shares nothing with the server but that API.
import http from 'node:http';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const { env } = process;
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let requestId;

const LEVELS = { log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', debug: 'DEBUG', trace: 'TRACE' };
for (const [method, level] of Object.entries(LEVELS)) {
  console[method] = (...parts) => {
    const text = format(...parts).replaceAll('\n', '\r');
    process.stdout.write(`${new Date().toISOString()}\t${requestId ?? 'undefined'}\t${level}\t${text}\n`);
  };
}

function ask(method, place, body, headers = {}) {
  const [host, port] = env.AWS_LAMBDA_RUNTIME_API.split(':');
  const options = { host, port, method, path: `/2018-06-01/runtime/${place}`, agent, headers };
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** What was printed goes before the answer. */
function printed() {
  return Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))),
  );
}

function told(error) {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

class Problem extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
    this.stack = `${name}: ${message}`;
  }
}

async function loadHandler() {
  const whole = env._HANDLER ?? '';
  const folder = path.posix.dirname(whole);
  const [file, ...names] = path.posix.basename(whole).split('.');
  if (whole.includes('..') || file === '' || names.length === 0) {
    throw new Problem('Runtime.MalformedHandlerName', 'Bad handler');
  }
  const place = path.resolve(env.LAMBDA_TASK_ROOT, folder, file);
  const found = ['', '.js', '.mjs', '.cjs'].map((end) => place + end).find((one) => existsSync(one));
  const shown = folder === '.' ? file : `${folder}/${file}`;
  if (found === undefined) {
    const message = `Error: Cannot find module '${shown}'\nRequire stack:\n- /var/runtime/index.mjs`;
    throw new Problem('Runtime.ImportModuleError', message);
  }
  let module;
  try {
    module = await import(pathToFileURL(found).href);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new Problem('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`);
    }
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw new Problem('Runtime.ImportModuleError', `Error: ${error.message}`);
    }
    throw error;
  }
  const pick = (from) => names.reduce((at, name) => at?.[name], from);
  const handler = pick(module) ?? pick(module.default);
  if (handler === undefined) {
    throw new Problem('Runtime.HandlerNotFound', `${whole} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw new Problem('Runtime.HandlerNotFound', `${whole} is not a function`);
  }
  return handler;
}

/** Ends the call at hand when the event loop has nothing left to do. */
let whenIdle;
process.on('beforeExit', () => {
  const finish = whenIdle;
  whenIdle = undefined;
  finish?.();
});

function run(handler, event, context) {
  return new Promise((resolve, reject) => {
    const settle = (error, result) => {
      const finish = () => (error === null || error === undefined ? resolve(result) : reject(error));
      if (context.callbackWaitsForEmptyEventLoop) whenIdle = finish;
      else setImmediate(finish);
    };
    context.done = settle;
    context.succeed = (result) => settle(null, result);
    context.fail = (error) => settle(error ?? 'handled');
    whenIdle = () => resolve(undefined);
    const returned = handler(event, context, settle);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
  }).finally(() => {
    whenIdle = undefined;
  });
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const client = headers['lambda-runtime-client-context'];
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    clientContext: client === undefined ? undefined : JSON.parse(client),
    identity: undefined,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

async function report(place, error) {
  await printed();
  const type = { 'Lambda-Runtime-Function-Error-Type': 'Unhandled', 'Content-Type': 'application/json' };
  return ask('POST', place, JSON.stringify(told(error)), type);
}

async function fatal(error, kind) {
  const shown = told(error);
  console.error(kind, JSON.stringify({ ...shown, stack: shown.trace }));
  await (requestId === undefined
    ? report('init/error', error)
    : report(`invocation/${requestId}/error`, error));
  process.exit(128);
}

process.on('uncaughtException', (error) => {
  void fatal(error, 'Uncaught Exception ');
});
process.on('unhandledRejection', (reason) => {
  const problem = new Problem('Runtime.UnhandledPromiseRejection', String(reason));
  void fatal(problem, 'Unhandled Promise Rejection ');
});

let handler;
try {
  handler = await loadHandler();
} catch (error) {
  console.error('Uncaught Exception ', JSON.stringify({ ...told(error), stack: told(error).trace }));
  await report('init/error', error);
  process.exit(1);
}

for (;;) {
  const { headers, body } = await ask('GET', 'invocation/next');
  requestId = headers['lambda-runtime-aws-request-id'];
  env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'] ?? '';
  try {
    const result = await run(handler, JSON.parse(body.toString('utf8')), contextOf(headers));
    const answer = JSON.stringify(result === undefined ? null : result) ?? 'null';
    await printed();
    await ask('POST', `invocation/${requestId}/response`, answer, { 'Content-Type': 'application/json' });
  } catch (error) {
    console.error('Invoke Error ', JSON.stringify({ ...told(error), stack: told(error).trace }));
    await report(`invocation/${requestId}/error`, error);
  }
  requestId = undefined;
}
