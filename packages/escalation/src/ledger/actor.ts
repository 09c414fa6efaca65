/** Who the automatic events are recorded as. */
export const engineActor = "mvcrs";
