import { describe, expect, it } from 'vitest';
import type { KernelQuery, RendererMessage } from '../../../core/payload/messages.ts';
import { fromBase64, KernelLink, replyValues, toBase64 } from '../../../renderers/shared/fetch.ts';

/** Both ends of the messaging. */
function wire() {
  const sent: RendererMessage[] = [];
  let listener: (message: unknown) => void = () => undefined;
  const link = new KernelLink({
    postMessage: (message) => sent.push(message as RendererMessage),
    onDidReceiveMessage: (next) => {
      listener = next;
      return { dispose: () => undefined };
    },
  });
  return {
    link,
    sent,
    deliver: (message: unknown) => listener(message),
    requests: () => sent.filter((m) => m.type === 'nnbook.request'),
  };
}

const query = (name: string): KernelQuery => ({
  kind: 'call',
  ref: { session: 's', id: 'x', version: 0 },
  name,
  args: null,
});
const ok = (id: number): object => ({ v: 1, id, ok: true, version: 0 });

describe('requests to the kernel', () => {
  it('come back to whom they belong', async () => {
    const { link, deliver, requests } = wire();
    const reply = link.request('out', 'a', query('f'));
    const [{ request }] = requests();
    deliver({ type: 'nnbook.reply', outputId: 'other', reply: ok(request.id) });
    deliver({ type: 'nnbook.reply', outputId: 'out', reply: { ...ok(request.id), json: 7 } });
    expect(await reply).toMatchObject({ ok: true, json: 7 });
  });

  it('cancel the older one of a lane, in flight or waiting', async () => {
    const { link, sent, requests } = wire();
    const replies = ['a', 'b', 'c', 'c', 'a'].map((lane) => link.request('out', lane, query(lane)));
    expect(await replies[0]).toMatchObject({ ok: false, reason: 'cancelled' });
    expect(await replies[2]).toMatchObject({ ok: false, reason: 'cancelled' });
    expect(sent.filter((m) => m.type === 'nnbook.cancel')).toHaveLength(1);
    expect(requests()).toHaveLength(3);
  });

  it('are at most two in flight', async () => {
    const { link, deliver, requests } = wire();
    for (const lane of ['a', 'b', 'c']) void link.request('out', lane, query(lane));
    expect(requests()).toHaveLength(2);
    deliver({ type: 'nnbook.reply', outputId: 'out', reply: ok(requests()[0].request.id) });
    expect(requests()).toHaveLength(3);
  });

  it('settle at once without a kernel', async () => {
    const { link, deliver } = wire();
    deliver({ type: 'nnbook.kernel', session: null });
    expect(await link.request('out', 'a', query('f'))).toMatchObject({ ok: false, reason: 'noKernel' });
    deliver({ type: 'nnbook.kernel', session: 'another' });
    expect(await link.request('out', 'a', query('f'))).toMatchObject({ ok: false, reason: 'noKernel' });
    expect(await new KernelLink({}).request('out', 'a', query('f'))).toMatchObject({ ok: false, reason: 'noKernel' });
  });

  it('end with their output', async () => {
    const { link } = wire();
    const reply = link.request('out', 'a', query('f'));
    link.drop('out');
    expect(await reply).toMatchObject({ ok: false, reason: 'cancelled' });
  });

  it('acknowledge each delta after the view has taken it', () => {
    const { link, sent, deliver } = wire();
    const seen: unknown[] = [];
    link.listen('run', (delta, seq) => seen.push([seq, delta, sent.length]));
    const before = sent.length;
    deliver({ type: 'nnbook.stream', streamId: 'run', seq: 4, delta: [1] });
    deliver({ type: 'nnbook.stream', streamId: 'someone else', seq: 5, delta: [2] });
    expect(seen).toEqual([[4, [1], before]]);
    expect(sent.at(-1)).toEqual({ type: 'nnbook.ack', streamId: 'run', seq: 4 });
  });

  it.each([null, 7, {}, { type: 'nnbook.reply' }, { type: 'nnbook.reply', reply: null }, { type: 'nnbook.stream' }])(
    'ignore the message %j',
    (message) => {
      const { deliver } = wire();
      expect(() => deliver(message)).not.toThrow();
    },
  );
});

describe('values in replies', () => {
  it('are checked against their shape', () => {
    const b64 = toBase64(new Uint8Array(Float32Array.of(1, 2, 3).buffer));
    const reply = { v: 1, id: 1, ok: true, version: 0, dtype: 'F32', b64 } as const;
    expect(replyValues({ ...reply, shape: [3] })).toMatchObject({ ok: true, data: Float32Array.of(1, 2, 3) });
    expect(replyValues({ ...reply, shape: [4] }).ok).toBe(false);
  });

  it('travel as base64', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31) & 255);
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  });
});
