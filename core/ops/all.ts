/** Every operation, in the order of the documentation, and their functions and methods. */
import './convert.ts';
import './creation.ts';
import './unary.ts';
import './arithmetic.ts';
import './compare.ts';
import './shape.ts';
import './join.ts';
import './reduction.ts';
import './matmul.ts';
import './indexing.ts';
import './activation.ts';
import './norm.ts';
import './loss.ts';
import './convolution.ts';
import './norm-batch.ts';
import './pooling.ts';
import './mutation.ts';
import { deriveAll } from './derive.ts';

deriveAll();
