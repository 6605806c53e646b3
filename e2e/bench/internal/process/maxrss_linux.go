package process

// maxrssUnit is what ru_maxrss counts in: kilobytes (getrusage(2)).
const maxrssUnit = 1024
