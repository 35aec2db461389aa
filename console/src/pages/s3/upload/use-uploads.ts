import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useSession } from '../../../session/session.tsx';
import { bucketClient } from '../bucket-client.ts';
import { putFile } from './put-file.ts';

/** A file on its way into a bucket. */
export interface Upload {
  readonly key: string;
  readonly file: File;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Bytes that S3 has. */
  readonly sent: number;
  /** What AWS answered, when it failed. */
  readonly error?: unknown;
}

interface Uploads {
  readonly uploads: readonly Upload[];
  /** Sends files, two at a time, below the prefix. */
  readonly start: (files: readonly File[]) => Promise<void>;
  readonly cancel: (key: string) => void;
  /** Sends a file again that failed or was cancelled. */
  readonly retry: (key: string) => Promise<void>;
}

const AT_ONCE = 2;

/** Uploads into a folder of a bucket; leaving the page cancels what is on its way. */
export function useUploads(bucket: string, prefix: string): Uploads {
  const { id, connection } = useSession();
  const queries = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const controllers = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const running = controllers.current;
    return () => running.forEach((controller) => controller.abort());
  }, []);
  const change = (key: string, what: Partial<Upload>) =>
    setUploads((current) => current.map((upload) => (upload.key === key ? { ...upload, ...what } : upload)));

  const send = async (key: string, file: File) => {
    const controller = controllers.current.get(key);
    if (controller === undefined || controller.signal.aborted) return;
    change(key, { state: 'running', sent: 0 });
    try {
      const client = await bucketClient(connection, bucket);
      const report = (sent: number) => change(key, { sent });
      await putFile(client, { bucket, key, file }, report, controller.signal);
      change(key, { state: 'done', sent: file.size });
    } catch (error) {
      change(key, controller.signal.aborted ? { state: 'cancelled' } : { state: 'failed', error });
    }
  };
  const sendAll = async (files: readonly { readonly key: string; readonly file: File }[]) => {
    for (const { key } of files) controllers.current.set(key, new AbortController());
    const waiting = [...files];
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        await send(next.key, next.file);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await queries.invalidateQueries({ queryKey: [id, 's3', 'bucket', bucket, 'objects'] });
  };
  return {
    uploads,
    start: (files) => {
      const named = files.map((file) => ({ key: prefix + file.name, file }));
      setUploads(named.map((one) => ({ ...one, state: 'waiting', sent: 0 })));
      return sendAll(named);
    },
    cancel: (key) => {
      controllers.current.get(key)?.abort();
      change(key, { state: 'cancelled' });
    },
    retry: (key) => {
      change(key, { state: 'waiting', sent: 0, error: undefined });
      return sendAll(uploads.filter((upload) => upload.key === key));
    },
  };
}
