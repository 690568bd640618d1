/** Every bound of a host process, in one place, with the reason for its size. */

/** A longer frame is never sent, so a longer length that is read means that framing is lost. */
export const FRAME_BYTES_MAX = 16 * 1024 * 1024

/** What may wait for one peer, besides what its socket holds; the oldest goes first. */
export const PEER_QUEUE_BYTES_MAX = 8 * 1024 * 1024

/** A peer's socket takes no new frame while it holds this much. */
export const SOCKET_BYTES_MAX = 1024 * 1024

/** Messages that link faults hold back, over all links of the process. */
export const HELD_MESSAGES_MAX = 200_000

/** Connections that are accepted at a time; a cluster of 50 processes needs as many. */
export const CONNECTIONS_MAX = 256

export const HANDSHAKE_TIMEOUT_MS = 5_000

/** A peer that could not be reached is dialled again after this long, doubled each time. */
export const REDIAL_FROM_MS = 10
export const REDIAL_TO_MS = 200

export const SUMMARY_EVERY_MS = 50
export const SUMMARY_REPORTS_MAX = 1_000
/** Of one type of report of one machine in one summary; a busy type must not crowd out the rare ones. */
export const SUMMARY_REPORTS_OF_TYPE_MAX = 20
/** The first few of a type in a second are told at once. */
export const URGENT_REPORTS_OF_TYPE_MAX = 4
/** Summaries that the supervisor has not taken yet before no more are made. */
export const SUMMARIES_UNDER_WAY_MAX = 8

/** Operations that a summary tells one by one, and of them those that were acknowledged. */
export const SAMPLES_MAX = 6
export const SAMPLES_OK_MAX = 3

/** Troubles of one kind and source that are told one by one each second; the rest are counted. */
export const TROUBLES_EACH_SECOND = 4

/** How long an orderly stop may take. */
export const STOP_WITHIN_MS = 1_500

/** How long the last words of a process may take before it ends without them. */
export const LAST_WORDS_MS = 500
