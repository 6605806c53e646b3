// Package system decides which system packages an image needs, and why.
//
// The lock says how every package arrives on every platform; profiles/native says what a name
// needs when it is compiled and when it runs. Decide brings the two together for one
// distribution. Three cases are kept apart: a wheel that brings everything, a wheel that still
// needs something at run time, and source that is compiled here. One Dockerfile serves all its
// platforms, so the answer is the union over them.
package system
