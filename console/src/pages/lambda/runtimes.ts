/** A runtime that a function may be made for here, and what a first one looks like. */
export interface Runtime {
  readonly id: string;
  readonly label: string;
  readonly language: 'javascript' | 'python';
  /** The file that the code is typed into. */
  readonly file: string;
  readonly handler: string;
  readonly code: string;
}

const JAVASCRIPT = `export const handler = async (event) => {
  return { statusCode: 200, body: JSON.stringify('Hello from Lambda!') };
};
`;

const PYTHON = `import json

def lambda_handler(event, context):
    return {'statusCode': 200, 'body': json.dumps('Hello from Lambda!')}
`;

function node(version: number): Runtime {
  const id = `nodejs${version}.x`;
  const label = `Node.js ${version}.x`;
  return { id, label, language: 'javascript', file: 'index.mjs', handler: 'index.handler', code: JAVASCRIPT };
}

function python(version: string): Runtime {
  const file = 'lambda_function.py';
  const handler = 'lambda_function.lambda_handler';
  return {
    id: `python${version}`,
    label: `Python ${version}`,
    language: 'python',
    file,
    handler,
    code: PYTHON,
  };
}

/** Those whose code can be typed; others come as a zip. */
export const TYPED_RUNTIMES: readonly [Runtime, ...Runtime[]] = [
  node(24),
  node(22),
  node(20),
  python('3.14'),
  python('3.13'),
  python('3.12'),
  python('3.11'),
  python('3.10'),
];

/** Those that need a zip. */
export const ZIP_RUNTIMES: readonly { readonly id: string; readonly label: string }[] = [
  { id: 'provided.al2023', label: 'Amazon Linux 2023 (provided.al2023)' },
  { id: 'provided.al2', label: 'Amazon Linux 2 (provided.al2)' },
];
