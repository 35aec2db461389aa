import type { Truth } from './tables.ts';

/**
 * What users prove themselves with beside access keys, and IAM's reports. None of it is part of a
 * cached identity, so no change of it raises the identity epoch. Times are ms since 1970 in emulated
 * time, but for codes of MFA devices, which authenticator apps make in real time.
 */
export interface CredentialTables {
  password_policies: PasswordPolicyRow;
  login_profiles: LoginProfileRow;
  mfa_devices: MfaDeviceRow;
  server_certificates: ServerCertificateRow;
  signing_certificates: SigningCertificateRow;
  ssh_public_keys: SshPublicKeyRow;
  service_credentials: ServiceCredentialRow;
  role_deletions: { task_id: string; account_id: string; created_at: number };
  credential_reports: { account_id: string; content: string; created_at: number };
  access_reports: AccessReportRow;
}

interface PasswordPolicyRow {
  account_id: string;
  /** JSON under AWS's member names. */
  policy: string;
}

export interface LoginProfileRow {
  user_id: string;
  /** Salted and hashed. */
  password: string;
  /** JSON: the hashes of earlier passwords, newest first. */
  earlier: string;
  reset_required: Truth;
  created_at: number;
  changed_at: number;
}

export interface MfaDeviceRow {
  /** Its ARN. */
  serial_number: string;
  /** The ARN in lower case, by which it is unique. */
  serial_key: string;
  account_id: string;
  /** Base32. */
  seed: string;
  /** Whose it is; null until it is enabled. */
  user_id: string | null;
  enabled_at: number | null;
  /** How many steps of 30 s the device's clock is ahead. */
  drift: number;
  /** The step of the last code that was taken: none up to it is taken again. */
  last_step: number;
}

export interface ServerCertificateRow {
  /** `ASCA…` */
  certificate_id: string;
  account_id: string;
  name: string;
  name_key: string;
  path: string;
  created_at: number;
  expires_at: number;
  body: string;
  chain: string | null;
  private_key: string;
}

/** Whether a credential counts. */
export type CredentialStatus = 'Active' | 'Inactive';

interface OfUser {
  account_id: string;
  user_id: string;
  status: CredentialStatus;
  created_at: number;
}

export interface SigningCertificateRow extends OfUser {
  certificate_id: string;
  body: string;
  fingerprint: string;
}

export interface SshPublicKeyRow extends OfUser {
  /** `APKA…` */
  key_id: string;
  /** As it was given. */
  body: string;
  fingerprint: string;
}

export interface ServiceCredentialRow extends OfUser {
  /** `ACCA…` */
  credential_id: string;
  /** For example `codecommit.amazonaws.com`. */
  service: string;
  service_user: string;
  /** Salted and hashed. */
  secret: string;
  expires_at: number | null;
}

interface AccessReportRow {
  job_id: string;
  account_id: string;
  /** JSON. */
  report: string;
  created_at: number;
}
