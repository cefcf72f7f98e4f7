#!/usr/bin/env node
// Takes the place of node-gyp while npm installs this workspace. SQLite comes with its binaries and says that it need not be
// compiled, but a lockfile does not keep that: npm 10 and 11 would compile it all the same, or fail without a compiler.
