/** The one verb that shows everything, global in every cell. Its type is the kernel's own. */
declare const display: typeof import('nnbook-display').display;
