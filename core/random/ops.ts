/** The random operations; imported once, before functions and methods are derived. */
import './creation.ts';
import './inplace.ts';
import './dropout.ts';
import './gumbel.ts';
