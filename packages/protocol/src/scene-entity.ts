/**
 * Number of an entity over all kinds, as in events. The rows of frames are by kind: row n of table
 * `vm` is `vms[n]`, sorted by name.
 */
export interface SceneEntity {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
}
