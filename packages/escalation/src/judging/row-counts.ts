/** What became of the rows of an input: each is counted once. */
export interface RowCounts {
  /** At least one of its signals was judged. */
  judged: number;
  /** None was judged, all of them since an earlier run had. */
  seen: number;
  /** None was judged, and one had the time and value of another of this run. */
  repeated: number;
  /** None was judged, and one came after a later one of its series. */
  late: number;
  /** It gave no signal; the problems say why. */
  unusable: number;
}
