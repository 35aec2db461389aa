import pc from 'picocolors';

const wanted = process.stdout.isTTY || process.env['FORCE_COLOR'] !== undefined;

/** Colours for a terminal; the library alone gives them to a CI's log file too, where scripts read what we print. */
export const colours = pc.createColors(pc.isColorSupported && wanted);
