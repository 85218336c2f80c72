/// Tells callgrind where a counted stretch begins and ends; does nothing outside of it, or where its header was not
/// there at the build.
#ifndef CALLGRIND_MARKS_H
#define CALLGRIND_MARKS_H

/// Whether the marks do anything.
int callgrind_marks_work(void);
/// Forgets what was counted so far.
void callgrind_begin(void);
/// Writes down what was counted since the beginning, under a name.
void callgrind_end(const char *name);

#endif
