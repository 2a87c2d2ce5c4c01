/** Entry of the language worker and of the look-ahead worker. */
import { parentPort, workerData } from 'node:worker_threads';
import { serveLookahead } from './lookahead/serve.ts';
import type { WorkerSettings } from './protocol.ts';
import { serveLanguage } from './service/serve.ts';

if (!parentPort) throw new Error('the language worker runs in a worker thread');
const { role, assets } = workerData as WorkerSettings;
if (role === 'lookahead') serveLookahead(parentPort, assets);
else serveLanguage(parentPort, assets);
