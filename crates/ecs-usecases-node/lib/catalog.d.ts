import type {
  Answers,
  CatalogEntry,
  CatalogItem,
  DecisionTree,
  EcrChecklist,
  GapReport,
  Matrix,
  MatrixBy,
  Recommendation,
  Review,
  ServiceReview,
} from '../index.js'
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
   * Which use case, strategy and request fit these answers; what is left out is assumed, and told in `assumed`. The request is that of
   * the client's method. Throws an `InvalidRequestError` if answers contradict each other, naming the fields, or if a field or an
   * answer is not known; its advice names the one that looks most like it.
   */
  recommend(answers?: Answers): Recommendation
  /** The tree by which `recommend` goes. Its requests are templates in the form of the wire. */
  decisionTree(): DecisionTree
  /** The same tree as a flowchart in Mermaid's form. */
  decisionTreeMermaid(): string
  /** The same tree as a list in Markdown. */
  decisionTreeMarkdown(): string
  /** All use cases by one thing. Throws an `InvalidRequestError` if there is no matrix by this, with the nearest in its advice. */
  matrix(by: MatrixBy): Matrix
  /** The same matrix as a table in Markdown. */
  matrixMarkdown(by: MatrixBy): string
  /** The same matrix as a part of an HTML page. */
  matrixHtml(by: MatrixBy): string
  /** The same matrix as CSV, with a line of heads. */
  matrixCsv(by: MatrixBy): string
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
