curl -X POST /groups
