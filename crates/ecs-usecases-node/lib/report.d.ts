/**
 * What happened in a run, and how it ended: as a page, a picture, or a summary. It is data: `JSON.stringify` of it can be
 * kept, and `new Report(text)` is the report again.
 */
export declare class Report {
  /** The report of this JSON text. Text that is no report is told by a `TypeError` when it is rendered. */
  constructor(text: string)
  /** A page that needs nothing else: no script, no font, no network. */
  toHtml(): string
  /** Only the picture of the time line. */
  toSvg(): string
  /** A summary for a pull request or a chat. */
  toMarkdown(): string
  /** All that it has, as it is on the wire. */
  toJSON(): Record<string, unknown>
}
