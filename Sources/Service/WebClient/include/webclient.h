#pragma once
#include <stddef.h>

/// The browser client's files, embedded in the program.

/// The bytes of the file served at `path` ("/join", "/app/app.css"), and how many there are.
/// NULL, and a count of 0, for a path that is none of ours. The bytes live as long as the program.
const unsigned char *_Nullable webclient_asset(const char *_Nonnull path, size_t *_Nonnull count);

/// The path of the file of that number, from 0; NULL after the last.
const char *_Nullable webclient_path(size_t index);
