package verify

import (
	"fmt"
	"testing"
)

// A table as the kernel prints it: a listener, an established connection, a broken line.
const tcpTable = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000 65532 0 1 1 0 100 0 0 10 0
   1: 0100007F:2328 00000000:0000 0A 00000000:00000000 00:00000000 00000000 65532 0 2 1 0 100 0 0 10 0
   2: 020011AC:1F41 0100007F:9C40 01 00000000:00000000 00:00000000 00000000 65532 0 3 1 0 100 0 0 10 0
   3: zz
`

const tcp6Table = `  sl  local_address                         remote_address                        st
   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A
   1: 00000000000000000000000001000000:1F91 00000000000000000000000000000000:0000 0A
   2: 0000000000000000FFFF00000100007F:1F92 00000000000000000000000000000000:0000 0A
`

func TestListeners(t *testing.T) {
	seen := sight{TCP: tcpTable, TCP6: tcp6Table, ByteOrder: "little"}
	want := "[0.0.0.0:8000 [::]:8080 [::1]:8081 127.0.0.1:8082 127.0.0.1:9000]"
	if got := fmt.Sprint(seen.listeners()); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	big := sight{TCP: "0: 7F000001:1F40 00000000:0000 0A\n", ByteOrder: "big"}
	if got := fmt.Sprint(big.listeners()); got != "[127.0.0.1:8000]" {
		t.Errorf("big endian: got %s", got)
	}
}

func TestPort(t *testing.T) {
	up := containerState{Running: true}
	inside := &sight{TCP: tcpTable, TCP6: tcp6Table}
	resolver := &sight{TCP: "0: 0B00007F:9E39 00000000:0000 0A\n"} // the engine's, on 127.0.0.11
	waiting := "redis.exceptions.ConnectionError: Error 111 connecting to redis:6379. Connection refused."
	for _, c := range []struct {
		name         string
		run          runResult
		status, part string
	}{
		{"all interfaces", runResult{ports: []int{8000}, sight: inside, state: up}, OK, "port 8000"},
		{"IPv6", runResult{ports: []int{8080}, sight: inside, state: up}, OK, "port 8080"},
		{"unreachable from here", runResult{ports: []int{8000}, sight: inside, published: "127.0.0.1:1"}, OK, "seen from inside"},
		{"loopback", runResult{ports: []int{9000}, sight: inside, state: up}, Broken, "only on 127.0.0.1:9000"},
		{"loopback, IPv6", runResult{ports: []int{8081}, sight: inside, state: up}, Broken, "only on [::1]:8081"},
		{"second port", runResult{ports: []int{8000, 9000}, sight: inside, state: up}, Broken, "127.0.0.1:9000"},
		{"another", runResult{ports: []int{5000}, sight: inside, state: up}, Broken, "nothing listens on 5000, but on 0.0.0.0:8000"},
		{"none", runResult{ports: []int{5000}, sight: &sight{}, state: up}, Broken, "nothing listens on 5000"},
		{"none but the resolver", runResult{ports: []int{5000}, sight: resolver, state: up, logs: waiting}, Broken, "listens on 5000; its log says: it cannot reach redis:6379"},
		{"job", runResult{state: up}, Skipped, "exposes no TCP port"},
		{"ended", runResult{ports: []int{8000}}, Skipped, "did not stay up"},
		{"outside", runResult{ports: []int{8000}, state: up, published: "127.0.0.1:1", reached: true}, OK, "published"},
		{"not outside", runResult{ports: []int{8000}, state: up, published: "127.0.0.1:1"}, Broken, "nothing answers"},
		{"nowhere", runResult{ports: []int{8000}, state: up, blind: "no Python"}, Skipped, "no Python"},
	} {
		t.Run(c.name, func(t *testing.T) {
			expect(t, judgePort(&evidence{rules: testRules(t), run: &c.run}), c.status, c.part)
		})
	}
}

func status(pid, uid, gid int, groups string) string {
	return fmt.Sprintf("Name:\tpython\nPid:\t%d\nUid:\t9\t%d\t9\t9\nGid:\t9\t%d\t9\t9\nGroups:\t%s\n", pid, uid, gid, groups)
}

func TestProcess(t *testing.T) {
	ev := func(self int, texts ...string) *evidence {
		return &evidence{
			files: makeTree(t), image: &image{Config: imageConfig{User: "65532:65532"}},
			run: &runResult{state: containerState{Running: true}, sight: &sight{Processes: texts, Self: self}},
		}
	}
	expect(t, judgeProcess(ev(7, status(1, 65532, 65532, ""), status(7, 0, 0, ""))), OK, "uid 65532, gid 65532 in 1 process")
	expect(t, judgeProcess(ev(0, status(1, 65532, 65532, ""), status(8, 0, 65532, ""))), Broken, "python (8) runs as root")
	expect(t, judgeProcess(ev(0, status(1, 65532, 0, ""))), Broken, "root group")
	expect(t, judgeProcess(ev(0, status(1, 65532, 65532, "0 4"))), Broken, "root group")
	expect(t, judgeProcess(ev(0, status(1, 4242, 65532, ""))), Broken, "uid 4242, USER says 65532")
	expect(t, judgeProcess(ev(0, "garbage")), Skipped, "no process")
	expect(t, judgeProcess(&evidence{run: &runResult{}}), Skipped, "had ended")
}
