import { defineTexts } from '../../language/language.tsx';

/** What AWS's console calls the kinds of policies. */
export const POLICY_KIND_TEXTS = defineTexts({
  en: {
    aws: 'AWS managed',
    'job function': 'AWS managed - job function',
    customer: 'Customer managed',
    inline: 'Customer inline',
  },
  ja: {
    aws: 'AWS 管理',
    'job function': 'AWS 管理 - ジョブ機能',
    customer: 'カスタマー管理',
    inline: 'カスタマーインライン',
  },
});

/** Whose a managed policy is, by its ARN. */
export function kindOfPolicy(arn: string): 'aws' | 'job function' | 'customer' {
  if (!arn.startsWith('arn:aws:iam::aws:policy/')) return 'customer';
  return arn.includes(':policy/job-function/') ? 'job function' : 'aws';
}

/** A policy's name, out of its ARN. */
export function nameOfPolicy(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
