import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session } from '../kernel/caller.ts';
import { KeyRing, type SealingKey } from './key-ring.ts';
import { openMessage, sealMessage } from './sealed-message.ts';
import type { SealedSession, SessionPrincipal } from './sealed-session.ts';
import { MAX_TOKEN_LENGTH, SessionSealer, SessionTooLargeError } from './session-sealer.ts';

const first: SealingKey = { id: 'k1', key: Buffer.alloc(32, 1) };
const second: SealingKey = { id: 'k2', key: Buffer.alloc(32, 2) };
const ring = new KeyRing([first]);
const sealer = new SessionSealer(ring);

const ordinary: SealedSession = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  accountId: '000000000000',
  principal: {
    kind: 'assumed-role',
    roleId: 'AROADBQP57FF2AEXAMPLE',
    roleName: 'Deploy',
    sessionName: 'i-0123456789abcdef0',
  },
  session: { issuedAt: 1_440_938_160_000, expiresAt: 1_440_941_760_000, madeBy: 'AssumeRole' },
};

const text = fc.string({ unit: 'binary', maxLength: 60 });
const tags = fc
  .array(fc.tuple(fc.string({ minLength: 1, maxLength: 20 }), text), { maxLength: 5 })
  .map((pairs) => Object.fromEntries(pairs.map(([key, value]) => [`tag-${key}`, value])));

const session: fc.Arbitrary<Session> = fc.record(
  {
    issuedAt: fc.integer({ min: 0, max: 4e12 }),
    expiresAt: fc.integer({ min: 0, max: 4e12 }),
    madeBy: fc.constantFrom('AssumeRole' as const, 'GetSessionToken' as const, 'AssumeRoleWithSAML' as const),
    policy: fc.string({ maxLength: 2048 }),
    policyArns: fc.array(text, { maxLength: 10 }),
    tags,
    transitiveTagKeys: fc.array(text, { maxLength: 5 }),
    sourceIdentity: text,
    mfaAt: fc.integer({ min: 0, max: 4e12 }),
    contextKeys: tags,
  },
  { requiredKeys: ['issuedAt', 'expiresAt', 'madeBy'] },
);

const principal: fc.Arbitrary<SessionPrincipal> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('assumed-role' as const),
      roleId: text,
      roleName: text,
      rolePath: text,
      sessionName: text,
    },
    { requiredKeys: ['kind', 'roleId', 'roleName', 'sessionName'] },
  ),
  fc.record({ kind: fc.constant('user' as const), userId: text, userName: text }),
  fc.constant({ kind: 'root' as const }),
  fc.record({
    kind: fc.constant('federated-user' as const),
    name: text,
    issuer: fc.record({
      kind: fc.constantFrom('user' as const, 'root' as const),
      principalId: text,
      arn: text,
    }),
  }),
);

const sealed: fc.Arbitrary<SealedSession> = fc.record({
  accessKeyId: text,
  secretAccessKey: text,
  accountId: text,
  principal,
  session,
});

describe('a session token', () => {
  it('what was sealed opens as itself', () => {
    fc.assert(
      fc.property(sealed, (content) => {
        // A second sealer has nothing cached.
        expect(new SessionSealer(ring).open(sealer.seal(content))).toEqual(content);
      }),
      { numRuns: 300 },
    );
  });

  it('with any byte changed opens to nothing', () => {
    const token = sealer.seal(ordinary);
    const bytes = Buffer.from(token, 'base64');
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [1, 0x10, 0x80]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(sealer.open(changed.toString('base64')), `byte ${at}`).toBeUndefined();
      }
    }
  });

  it('with any character changed opens to nothing, though base64 decoders overlook some', () => {
    const token = sealer.seal(ordinary);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        fc.pre(token[at] !== character);
        expect(sealer.open(token.slice(0, at) + character + token.slice(at + 1))).toBeUndefined();
      }),
    );
    for (const variant of [`${token}\n`, ` ${token}`, `${token}A`, `${token}=`, token.slice(1)]) {
      expect(sealer.open(variant)).toBeUndefined();
    }
  });

  it('cut short anywhere opens to nothing', () => {
    const bytes = Buffer.from(sealer.seal(ordinary), 'base64');
    for (let length = 0; length < bytes.length; length++) {
      expect(sealer.open(bytes.toString('base64', 0, length)), `${length} bytes`).toBeUndefined();
    }
  });

  it('of another ring opens to nothing, even under the same key id', () => {
    const foreign = new SessionSealer(new KeyRing([{ id: 'k1', key: Buffer.alloc(32, 9) }]));
    fc.assert(
      fc.property(sealed, (content) => {
        expect(sealer.open(foreign.seal(content))).toBeUndefined();
        expect(foreign.open(sealer.seal(content))).toBeUndefined();
      }),
    );
  });

  it('of an older key opens as long as the ring holds that key', () => {
    const token = sealer.seal(ordinary);
    const rotated = new SessionSealer(new KeyRing([first, second]));
    expect(rotated.open(token)).toEqual(ordinary);
    expect(sealer.open(rotated.seal(ordinary))).toBeUndefined();
    expect(new SessionSealer(new KeyRing([second])).open(token)).toBeUndefined();
  });

  it('does not show what it holds', () => {
    const token = sealer.seal(ordinary);
    expect(Buffer.from(token, 'base64').toString('latin1')).not.toMatch(/ASIA|wJalr|AROA|Deploy/);
    expect(sealer.seal(ordinary)).not.toBe(token);
  });

  it('belongs to one access key', () => {
    const token = sealer.seal(ordinary);
    expect(sealer.openFor(token, ordinary.accessKeyId)).toEqual(ordinary);
    expect(sealer.openFor(token, 'ASIAIOSFODNN7EXAMPLF')).toBeUndefined();
  });

  it('of an ordinary session is short, of one with a policy and tags under 2 KB', () => {
    expect(sealer.seal(ordinary).length).toBeLessThan(512);
    const statement = {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: 'arn:aws:s3:::b/*',
    };
    const rich = {
      ...ordinary,
      session: {
        ...ordinary.session,
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: Array.from({ length: 12 }, () => statement),
        }),
        tags: Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`key-${at}`, `value ${at}`])),
        contextKeys: {
          'ec2:SourceInstanceARN': 'arn:aws:ec2:us-east-1:000000000000:instance/i-0123456789abcdef0',
        },
      },
    };
    expect(sealer.seal(rich).length).toBeLessThan(2048);
  });

  it('that would be too long is refused when sealed, with how full it would be', () => {
    let seed = 7;
    const noise = Array.from({ length: 12_000 }, () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return String.fromCharCode(33 + (seed % 90));
    }).join('');
    const content = { ...ordinary, session: { ...ordinary.session, policy: noise } };
    expect(() => sealer.seal(content)).toThrow(SessionTooLargeError);
  });

  it('that is no token opens to nothing, whatever its size', () => {
    expect(sealer.open('')).toBeUndefined();
    expect(sealer.open('A'.repeat(1_000_000))).toBeUndefined();
    expect(sealer.open('A'.repeat(MAX_TOKEN_LENGTH))).toBeUndefined();
    fc.assert(
      fc.property(fc.base64String(), (token) => {
        expect(sealer.open(token)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (token) => {
        expect(sealer.open(token)).toBeUndefined();
      }),
    );
  });
});

describe('an encoded authorization message', () => {
  const long = fc.string({ unit: 'binary', maxLength: 5000 });

  it('opens as what was sealed', () => {
    fc.assert(
      fc.property(long, (message) => {
        expect(openMessage(ring, sealMessage(ring, message))).toBe(message);
      }),
    );
  });

  it('is URL-safe and hides its text', () => {
    const blob = sealMessage(ring, '{"allowed":false}'.repeat(50));
    expect(blob).toMatch(/^[\w-]+$/);
    expect(blob.length).toBeLessThan(200);
  });

  it('with any byte changed opens to nothing', () => {
    const bytes = Buffer.from(sealMessage(ring, 'refused'), 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 4;
      expect(openMessage(ring, changed.toString('base64url'))).toBeUndefined();
    }
  });

  it('is no session token, nor is a session token a message', () => {
    const blob = Buffer.from(sealMessage(ring, 'x'), 'base64url').toString('base64');
    expect(sealer.open(blob)).toBeUndefined();
    const token = Buffer.from(sealer.seal(ordinary), 'base64').toString('base64url');
    expect(openMessage(ring, token)).toBeUndefined();
  });

  it('of any size that seals also opens; a larger one does not seal', () => {
    const noise = Array.from({ length: 256 * 1024 }, (_, at) => ((at * at * 31 + at) % 94) + 33);
    const message = String.fromCharCode(...noise.slice(0, 100_000)) + 'x'.repeat(156 * 1024);
    expect(openMessage(ring, sealMessage(ring, message))).toBe(message);
    expect(() => sealMessage(ring, 'x'.repeat(256 * 1024 + 1))).toThrow(RangeError);
  });

  it('that is nothing of ours opens to nothing', () => {
    expect(openMessage(ring, '')).toBeUndefined();
    expect(openMessage(ring, 'A'.repeat(1_000_000))).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (blob) => {
        expect(openMessage(ring, blob)).toBeUndefined();
      }),
    );
  });
});

describe('a key ring', () => {
  it('wants keys of 32 bytes with short names', () => {
    expect(() => new KeyRing([])).toThrow(RangeError);
    expect(() => new KeyRing([{ id: 'k', key: Buffer.alloc(16) }])).toThrow(RangeError);
    expect(() => new KeyRing([{ id: 'ü', key: Buffer.alloc(32) }])).toThrow(RangeError);
    expect(() => new KeyRing([{ id: 'k'.repeat(33), key: Buffer.alloc(32) }])).toThrow(RangeError);
  });
});
