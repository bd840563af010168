print("gossan")
