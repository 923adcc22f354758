// Stockd keeps the stock of the shop and answers over HTTP.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"sync"
)

// Server holds how many pieces of each product there are.
type Server struct {
	mutex sync.Mutex
	stock map[string]int
}

type change struct {
	Product  string `json:"product"`
	Quantity int    `json:"quantity"`
}

func (s *Server) handleList(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		http.Error(w, "use GET", http.StatusMethodNotAllowed)
		return
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	writeJSON(w, s.stock)
}

func (s *Server) handleAdd(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		http.Error(w, "use POST", http.StatusMethodNotAllowed)
		return
	}
	var c change
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.stock[c.Product] += c.Quantity
	writeJSON(w, s.stock[c.Product])
}

func (s *Server) handleRemove(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		// Type here: http.Error(
	}
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(value); err != nil {
		log.Println("answer:", err)
	}
}

func main() {
	server := &Server{stock: map[string]int{"notebook": 12, "ink": 3, "pen": 7}}
	http.HandleFunc("/stock", server.handleList)
	http.HandleFunc("/stock/add", server.handleAdd)
	log.Fatal(http.ListenAndServe("127.0.0.1:8765", nil))
}
