/// Namespace marker, to be replaced.
