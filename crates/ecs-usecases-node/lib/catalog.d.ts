import type { Answers, CatalogEntry, CatalogItem, DecisionTree, Matrix, MatrixBy, Recommendation } from '../index.js'

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
}
