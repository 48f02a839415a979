import type { CatalogEntry, CatalogItem } from '../index.js'

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
}
