/** Lambda's tables. Times are ms since 1970 in emulated time, but for those of events; sizes are bytes. */
export interface LambdaTables {
  lambda_functions: LambdaFunctionRow;
  lambda_versions: LambdaVersionRow;
  lambda_aliases: LambdaAliasRow;
  lambda_policies: LambdaPolicyRow;
  lambda_event_settings: LambdaEventSettingsRow;
  lambda_events: LambdaEventRow;
  lambda_urls: LambdaUrlRow;
  lambda_layers: LambdaLayerRow;
  lambda_layer_versions: LambdaLayerVersionRow;
  lambda_version_layers: LambdaVersionLayerRow;
}

export interface LambdaFunctionRow {
  /** 32 hex digits: a function made anew under a name is another. */
  function_id: string;
  account_id: string;
  region: string;
  name: string;
  /** The number that the next published version gets: numbers are never used again. */
  next_version: number;
  reserved_concurrency: number | null;
}

export interface LambdaVersionRow {
  function_id: string;
  /** 0 is `$LATEST`. */
  version: number;
  /** JSON. */
  settings: string;
  /** The zip; versions may share one. */
  blob_id: string;
  code_size: number;
  /** Base64. */
  code_sha256: string;
  revision_id: string;
  last_modified: number;
}

export interface LambdaAliasRow {
  function_id: string;
  name: string;
  version: number;
  description: string;
  /** JSON: a second version and the share of calls that it gets. */
  weights: string | null;
  revision_id: string;
}

/** The resource policy of a function, or of one of its versions or aliases. */
export interface LambdaPolicyRow {
  function_id: string;
  /** Empty for the function itself. */
  qualifier: string;
  /** JSON: a list of statements, principals as they are stored. */
  statements: string;
  revision_id: string;
}

/** What becomes of events whose function fails. */
export interface LambdaEventSettingsRow {
  function_id: string;
  /** Empty for the function itself. */
  qualifier: string;
  retries: number | null;
  age_seconds: number | null;
  last_modified: number;
}

/** An asynchronous invocation that was accepted and has not ended. */
export interface LambdaEventRow {
  event_id: string;
  function_id: string;
  /** As it was invoked; empty without one. */
  qualifier: string;
  request_id: string;
  payload: Uint8Array;
  client_context: string | null;
  /** How often it has failed. */
  attempts: number;
  /** When it is to run, real time. */
  due_at: number;
  /** Real time. */
  accepted_at: number;
}

/** A layer. It stays when its versions are deleted: numbers are never used again. */
export interface LambdaLayerRow {
  layer_id: string;
  account_id: string;
  region: string;
  name: string;
  next_version: number;
}

export interface LambdaLayerVersionRow {
  layer_id: string;
  version: number;
  description: string;
  license: string | null;
  /** JSON: lists, where they were given. */
  architectures: string | null;
  runtimes: string | null;
  blob_id: string;
  code_size: number;
  /** Base64. */
  code_sha256: string;
  created_at: number;
  /** JSON: the statements of its policy. */
  statements: string;
  policy_revision: string | null;
}

/** The zips of layers that a function's version uses: they stay although the layer's version is deleted. */
export interface LambdaVersionLayerRow {
  function_id: string;
  version: number;
  blob_id: string;
}

/** The address of a function or of one of its aliases. */
export interface LambdaUrlRow {
  /** What its host begins with. */
  url_id: string;
  function_id: string;
  /** Empty for the function itself. */
  qualifier: string;
  auth_type: 'NONE' | 'AWS_IAM';
  /** JSON, where there are settings. */
  cors: string | null;
  created_at: number;
  modified_at: number;
}
