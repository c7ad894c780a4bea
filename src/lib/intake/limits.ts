/**
 * How much is read of what was given. All of it is far beyond what anyone has; what goes further is a
 * mistake or an attack, and is told as `archive-bomb` or `too-large`.
 */

/** Members of one archive; a Takeout of ten years has some ten thousand. */
export const MAX_ENTRIES = 100_000;
/** The list of an archive's members, in bytes. */
export const MAX_DIRECTORY_BYTES = 64_000_000;
/** Archives in archives: a zip of zips of zips. */
export const MAX_NESTING = 3;
/** An archive within an archive, which has to be unpacked before it can be opened. */
export const MAX_NESTED_BYTES = 1_000_000_000;
/** A member of which pieces are read out of order, such as a database: it is unpacked whole. */
export const MAX_SPOOLED_BYTES = 1_000_000_000;
/** All that is unpacked in one import: an Apple export of 15 years has some 5 GB. */
export const MAX_UNPACKED_BYTES = 20_000_000_000;
/** Health records as XML shrink to a twentieth; a run of zeros to a thousandth. */
export const MAX_RATIO = 200;
/** Below this, any ratio will do: a small file of spaces is no attack. */
export const RATIO_FREE_BYTES = 100_000_000;

/** Kinds, sources, streams and days that have a total of their own while files are read. */
export const MAX_TOTALS = 2_000_000;
/** Intervals of sleep: fifty a night are 18,000 a year. */
export const MAX_SLEEP_INTERVALS = 2_000_000;
/** Observations, conditions, check-ups: what `tessera.records/1` takes of each. */
export const MAX_CLINICAL = 50_000;

/** Before this, no device counted steps; a clock that was never set says 1970 or 1980. */
export const FIRST_LIFESTYLE_DAY = '1990-01-01';

/** Names that are told of one reason why something was skipped. */
export const MAX_SKIP_NAMES = 20;
