/** Systems Manager's parameters. Times are ms since 1970 in emulated time. */
export interface ParameterTables {
  parameters: ParameterRow;
  parameter_versions: ParameterVersionRow;
  /** Each label is on one version. */
  parameter_labels: { parameter_id: string; label: string; version: number };
}

export interface ParameterRow {
  /** Of our own: one that is deleted and made anew has another. */
  id: string;
  account_id: string;
  region: string;
  name: string;
  /** The newest. */
  version: number;
}

export interface ParameterVersionRow {
  parameter_id: string;
  version: number;
  modified_at: number;
  /** The value and all else that is of the version; a SecureString's value is sealed. */
  data: string;
}
