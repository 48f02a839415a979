import type { PostureReport, ResourceKind, RuleCheck, RuleItem } from '../index.js'

/** The rules: what AWS refuses of a task definition, and what scanners and auditors ask. */
export declare const rules: {
  /** All rules, in the order of their ids. */
  list(): RuleItem[]
  /**
   * What all rules say of the task definition in the file at this path. The report calls it `name`, or the path. Throws an
   * `InvalidRequestError` if it is no task definition or above 1 MiB, and what `node:fs` throws if it can't be read.
   */
  checkFile(path: string | URL, name?: string): PostureReport
  /** The same of a text, which the report calls `name`, or `task-definition.json`. */
  checkText(text: string, name?: string): PostureReport
  /**
   * The same of a resource of another kind, in AWS's own names, which the report calls `name`. A task definition and a capacity provider
   * are given as AWS shows them; of the others an object with the resource and what was read around it, such as
   * `{ repository, lifecyclePolicyText, policyText }`.
   */
  check(kind: ResourceKind, subject: object, name?: string): PostureReport
  /** What does not hold, the worst first. */
  failures(report: PostureReport): RuleCheck[]
  /** The report as SARIF 2.1.0, for code scanning. */
  sarif(report: PostureReport): string
  /** The report as JUnit XML, for CI systems. */
  junit(report: PostureReport): string
  /** The report as Markdown. */
  markdown(report: PostureReport): string
  /** The report as a part of an HTML page. */
  html(report: PostureReport): string
  /** The report as CSV, a line for each check. */
  csv(report: PostureReport): string
}
