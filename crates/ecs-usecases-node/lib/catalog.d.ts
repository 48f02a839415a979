import type { CatalogEntry, CatalogItem, EcrChecklist, GapReport, Review, ServiceReview } from '../index.js'
import type { ClientBase } from './runtime.js'

/** The catalog: what each use case does, asks for and costs. */
export declare const catalog: {
  /** All entries, in the order of their ids. */
  list(): CatalogItem[]
  /**
   * The entry of this id (`UC14`), API name (`canary_deployment`) or title (`CanaryDeployment`). Throws a `NotFoundError` if there is
   * none; its advice names the one that looks most like it.
   */
  get(name: string): CatalogEntry
  /** The same entry as Markdown. */
  markdown(name: string): string
  /** The same entry as a part of an HTML page. */
  html(name: string): string
  /**
   * Review an entry by its id, API name or title, or a use case that a team has written: its text, in YAML or Markdown. Throws a
   * `NotFoundError` for a name that the catalog does not have, and an `InvalidRequestError` for a text that can't be read or has more
   * than 1 MiB; a text that says little gets a report.
   */
  review(nameOrText: string): Review
  /** Which use cases are missing from a list of ids, names or titles, which are matched leniently; the most urgent first. */
  findGaps(have: string[]): GapReport
  /** Which use cases the account of a client does not show, with evidence for those that it does. */
  findGaps(client: ClientBase): Promise<GapReport>
  /** The checklist of Amazon ECR against an entry. For a live service there is `client.reviewEcrIntegration(cluster, service)`. */
  reviewEcrIntegration(name: string): EcrChecklist
  /** A report as Markdown. */
  reportMarkdown(report: Review | ServiceReview | GapReport | EcrChecklist): string
  /** A report as a part of an HTML page. */
  reportHtml(report: Review | ServiceReview | GapReport | EcrChecklist): string
}
