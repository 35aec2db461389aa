// The least that a node:http server can do with a request: read it to its end, answer fixed bytes.
import { createServer } from 'node:http';

let status = 200;
let headers = {};
let body = Buffer.alloc(0);

process.on('message', (message) => {
  if (typeof message === 'object' && message !== null && 'answer' in message)
    take(Buffer.from(message.answer, 'base64'));
});
process.channel?.unref();

/** Takes an answer as it came off the wire apart, so that node:http sends the same bytes. */
function take(answer) {
  const end = answer.indexOf('\r\n\r\n');
  const [first, ...lines] = answer.subarray(0, end).toString('latin1').split('\r\n');
  status = Number(first.split(' ')[1]);
  headers = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    if (!/^(date|connection|keep-alive)$/i.test(name)) headers[name] = line.slice(colon + 1).trim();
  }
  body = answer.subarray(end + 4);
}

const server = createServer({ noDelay: true }, (request, response) => {
  request.on('data', () => {});
  request.on('end', () => {
    response.writeHead(status, headers);
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
